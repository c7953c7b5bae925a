import { testLooks } from "./support/looks.js";

testLooks({ name: "sync", path: "/sync", title: "Synchronization" });
testLooks({ name: "workflows", path: "/sync/workflows", title: "Synchronization" });
