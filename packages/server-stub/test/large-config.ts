/** Users of a configuration, as many as somebody's test data has. */
export const usersOf = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    accessToken: `token-${index}`,
    customerId: `customer-${index}`,
    status: "ACTIVE" as const,
    subscriptions: ["PUSH", "SMS", "INBOX"] as const,
  }));

/** The same as people write them. */
export const yamlOf = (count: number): string =>
  `users:\n${usersOf(count)
    .map(({ accessToken, customerId, status, subscriptions }) =>
      [
        `  - accessToken: ${accessToken}`,
        `    customerId: ${customerId}`,
        `    status: ${status}`,
        `    subscriptions: [${subscriptions.join(", ")}]\n`,
      ].join("\n"),
    )
    .join("")}`;
