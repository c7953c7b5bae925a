import {
  Button,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from "@fluentui/react-components";
import { PersonCircleRegular } from "@fluentui/react-icons";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useNotices } from "./notices";
import { useSession, useSessionState } from "./session";
import { type ThemeChoice, useThemeChoice } from "./theme";

/** The menu at the right of the bar: who is signed in, theme, help, signing out. */
export function AccountMenu({ onHelp }: { readonly onHelp: () => void }): ReactNode {
  const { user, tenant } = useSession();
  const { signOut } = useSessionState();
  const notices = useNotices();
  const navigate = useNavigate();
  const [theme, setTheme] = useThemeChoice();
  const name = user.displayName ?? user.userName;
  return (
    <Menu
      checkedValues={{ theme: [theme] }}
      onCheckedValueChange={(_event, { checkedItems }) =>
        setTheme((checkedItems[0] ?? "system") as ThemeChoice)
      }
    >
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="transparent" aria-label={`Account of ${name}`} icon={<PersonCircleRegular />} />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuGroup>
            <MenuGroupHeader>
              {name} · {tenant}
            </MenuGroupHeader>
            <MenuItem onClick={() => void navigate({ to: "/me" })}>My account</MenuItem>
            <MenuItem onClick={onHelp} secondaryContent="?">
              Keyboard shortcuts
            </MenuItem>
          </MenuGroup>
          <MenuDivider />
          <MenuGroup>
            <MenuGroupHeader>Theme</MenuGroupHeader>
            <MenuItemRadio name="theme" value="system">
              As the device
            </MenuItemRadio>
            <MenuItemRadio name="theme" value="light">
              Light
            </MenuItemRadio>
            <MenuItemRadio name="theme" value="dark">
              Dark
            </MenuItemRadio>
          </MenuGroup>
          <MenuDivider />
          <MenuItem onClick={() => void signOut().catch(notices.failed)}>Sign out</MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
