/** Every difference between the Electron that is shipped (45) and the one that tests may run on (33) is here. */
const major = Number(process.versions['electron']?.split('.')[0] ?? 0);

/**
 * `session.fetch` asks which client certificate to show since Electron 44 (event `select-client-certificate` without web contents). Before, it fails until a
 * window of the same session has made the choice for that server.
 */
export const fetchSelectsClientCertificate = major >= 44;
