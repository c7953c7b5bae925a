import {
  filterCost,
  isSortIndexed,
  memberFilterCost,
  type Reach,
} from "../../../../src/directory/search/filter-cost.js";
import { parseFilter } from "../../../../src/schema/filter/parse.js";
import { groupSchema, userSchema } from "../../../../src/schema/resource-schemas.js";

const schemas = { User: userSchema, Group: groupSchema };

describe("filterCost", () => {
  it.each<[keyof typeof schemas, string, Reach, number]>([
    ["User", 'id eq "a"', "few", 0],
    ["User", 'userName eq "a"', "few", 0],
    ["User", 'USERNAME eq "a"', "few", 0],
    ["User", 'urn:ietf:params:scim:schemas:core:2.0:User:userName eq "a"', "few", 0],
    ["User", 'externalId eq "a"', "few", 0],
    ["User", 'emails eq "a"', "few", 0],
    ["User", 'emails.value eq "a"', "few", 0],
    ["User", 'emails[type eq "work" and value eq "a"]', "few", 1],
    ["User", 'emails[type eq "work"].value eq "a"', "few", 1],
    ["User", 'emails[type eq "work" or value eq "a"]', "all", 2],
    ["User", 'emails[type eq "work"]', "all", 1],
    ["User", 'emails[not (value eq "a")]', "all", 1],
    ["User", 'displayName eq "a"', "matches", 0],
    ["User", 'userName sw "a"', "matches", 0],
    ["User", 'userName gt "a"', "matches", 0],
    ["User", "active eq true", "matches", 0],
    ["User", 'meta.lastModified gt "2026-01-01T00:00:00Z"', "matches", 0],
    ["User", 'groups.value eq "a"', "matches", 0],
    ["User", 'department eq "a"', "matches", 0],
    ["User", 'userName co "a"', "all", 1],
    ["User", 'userName ew "a"', "all", 1],
    ["User", 'userName ne "a"', "all", 1],
    ["User", "userName pr", "all", 1],
    ["User", "userName eq null", "all", 1],
    ["User", 'nickName eq "a"', "all", 1],
    ["User", 'groups.display eq "a"', "all", 1],
    ["User", 'meta.version eq "a"', "all", 1],
    ["User", 'not (userName eq "a")', "all", 1],
    ["User", 'userName eq "a" and nickName co "b"', "few", 1],
    ["User", 'nickName co "b" and (userName eq "a" and title co "c")', "few", 2],
    ["User", 'userName gt "a" and nickName co "b"', "all", 1],
    ["User", 'displayName eq "a" and nickName co "b"', "all", 1],
    ["User", 'userName eq "a" or emails.value eq "b"', "few", 0],
    ["User", 'userName eq "a" or nickName eq "b"', "all", 1],
    ["User", 'meta.resourceType eq "User" and nickName co "b"', "all", 1],
    ["Group", 'displayName eq "a"', "matches", 0],
    ["Group", 'members.value eq "a"', "matches", 0],
    ["Group", 'members[value eq "a"]', "matches", 0],
    ["Group", 'members.display co "a"', "all", 1],
    ["Group", 'userName co "a"', "few", 0],
  ])("knows of a %s what finding %s takes", (type, filter, reach, unindexed) => {
    const cost = filterCost(parseFilter(filter), schemas[type]);
    expect({ reach: cost.reach, unindexed: cost.unindexed.length }).toEqual({ reach, unindexed });
  });

  it("names the conditions that no index serves", () => {
    const { unindexed } = filterCost(
      parseFilter('title co "x" and emails[type eq "work"] and photos pr'),
      userSchema,
    );
    expect(unindexed).toEqual(["'title co'", "'emails[type eq]'", "'photos pr'"]);
  });

  it("looks at all members of a group but for one that is named by its id", () => {
    expect(memberFilterCost(parseFilter('value eq "a"')).unindexed).toEqual([]);
    expect(memberFilterCost(parseFilter('value eq "a" or display co "b"')).unindexed).toEqual([
      "'display co'",
    ]);
  });

  it.each([
    ["userName", true],
    ["meta.created", true],
    ["id", true],
    ["nickName", false],
    ["externalId", false],
    ["emails", false],
    ["name", false],
  ])("knows whether an index has the order of %s", (sortBy, indexed) => {
    expect(isSortIndexed(sortBy, userSchema)).toBe(indexed);
  });
});
