import { testLooks } from "./support/looks.js";

testLooks({ name: "instances", path: "/instances", title: "Instances" });
for (const tab of ["overview", "users", "guard", "units", "roles", "teams"]) {
  testLooks({ name: `instance-${tab}`, path: `/instances/main/${tab}`, title: /./ });
}
