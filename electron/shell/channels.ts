/** Names of the two IPC channels, shared by main and preload. */
export const CALL_CHANNEL = 'hygie:call';
export const TOPIC_CHANNEL = 'hygie:topic';
