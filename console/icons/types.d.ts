import type { FC, RefAttributes, SVGAttributes } from "react";

/** What an icon takes: the attributes of an svg element, and its color. */
export type FluentIconsProps = SVGAttributes<SVGElement> &
  RefAttributes<SVGSVGElement> & {
    primaryFill?: string;
    filled?: boolean;
    title?: string;
  };

/** A component that draws an icon. */
export type FluentIcon = FC<FluentIconsProps>;
