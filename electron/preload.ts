import { contextBridge, ipcRenderer } from 'electron';
import type { Bridge } from '../shared/contract/index.ts';
import { TOPICS, type Topic, type TopicMessage } from '../shared/contract/topics.ts';
import { CALL_CHANNEL, TOPIC_CHANNEL } from './shell/channels.ts';

/** Exactly two doors: a call, and a closed list of topics. No event object and no channel name reaches the page. */
const bridge: Bridge = {
  call: (method, input) => ipcRenderer.invoke(CALL_CHANNEL, method, input),
  on: (topic, listener) => {
    if (!TOPICS.includes(topic)) throw new Error('unknown topic');
    const receive = (_event: unknown, name: Topic, message: TopicMessage) => {
      if (name === topic) listener(message);
    };
    ipcRenderer.on(TOPIC_CHANNEL, receive);
    return () => ipcRenderer.off(TOPIC_CHANNEL, receive);
  },
};

contextBridge.exposeInMainWorld('hygie', bridge);
