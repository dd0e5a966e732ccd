// `npm run owner -- <owner>/<name>`: whose packages these are, written into every manifest that says so.
import { setOwner } from "./owner.mjs";
import { fail, root } from "./workspace.mjs";

try {
  setOwner(root, process.argv[2]);
} catch (error) {
  fail(error.message);
}
