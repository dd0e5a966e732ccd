/** The packages that a THIRD_PARTY_NOTICES.txt is about. */
export const carriedBy = (notices) =>
  [...notices.matchAll(/^-{80}\n(\S+) (\d\S*) \((.+)\)$/gm)].map(([, name, version, license]) => ({
    name,
    version,
    license,
  }));

const purlOf = ({ name, version }) => `pkg:npm/${name.replace("@", "%40")}@${version}`;

/** How npm names a package in the bill. */
const referenceOf = ({ name, version }) => `${name}@${version}`;

const componentOf = (carried) => ({
  "bom-ref": purlOf(carried),
  type: "library",
  name: carried.name,
  version: carried.version,
  purl: purlOf(carried),
  licenses: [{ license: { id: carried.license } }],
});

/** The bill with a component for each carried package that it lacks, as a dependency of its carrier. */
export function withCarried(bill, carriers) {
  const known = new Map(bill.components.map(({ purl, "bom-ref": reference }) => [purl, reference]));
  const added = new Map(carriers.flatMap(({ carried }) => carried.map((each) => [purlOf(each), componentOf(each)])));
  for (const purl of known.keys()) added.delete(purl);
  const more = carriers.map((carrier) => ({
    reference: referenceOf(carrier),
    dependsOn: carrier.carried.map((each) => known.get(purlOf(each)) ?? purlOf(each)),
  }));
  const dependencies = bill.dependencies.map((entry) => {
    const own = more.find(({ reference }) => reference === entry.ref)?.dependsOn ?? [];
    return { ...entry, dependsOn: [...new Set([...(entry.dependsOn ?? []), ...own])] };
  });
  return {
    ...bill,
    components: [...bill.components, ...added.values()],
    dependencies: [...dependencies, ...[...added.keys()].map((ref) => ({ ref, dependsOn: [] }))],
  };
}

/** Without references to files of the machine that made the bill. */
export const withoutPlaces = (bill) => ({
  ...bill,
  components: bill.components.map(({ externalReferences = [], ...component }) => ({
    ...component,
    externalReferences: externalReferences.filter(({ url }) => !url.startsWith("file:")),
  })),
});

/** The bill of a release, in place of the project that it was made in. */
export function ofRelease(bill, { name, version, license }) {
  const { "bom-ref": old, ...component } = bill.metadata.component;
  const reference = referenceOf({ name, version });
  const own = { name, version, purl: purlOf({ name, version }), licenses: [{ license: { id: license } }] };
  return {
    ...bill,
    metadata: { ...bill.metadata, component: { ...component, "bom-ref": reference, ...own } },
    dependencies: bill.dependencies.map((entry) => (entry.ref === old ? { ...entry, ref: reference } : entry)),
  };
}
