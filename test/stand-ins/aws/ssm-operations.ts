/** The operations of Systems Manager that the stand-in knows, by their names on the wire. */

import { getAccessToken, startAccessRequest } from './access-requests.ts';
import { describeAutomations, describeSteps, getAutomation } from './automation-lists.ts';
import { sendSignal, stopAutomation } from './automation-signals.ts';
import { startAutomation } from './automation-start.ts';
import { getCalendarState } from './calendar-state.ts';
import { describeOpsItems, getOpsItem } from './ops-items.ts';
import type { SsmOperation } from './ssm-call.ts';
import {
  describeDocument,
  getDocument,
  listDocuments,
  listDocumentVersions,
} from './ssm-document-drawing.ts';
import {
  createDocument,
  deleteDocument,
  updateDefaultVersion,
  updateDocument,
} from './ssm-documents.ts';
import { describeInstanceInformation, getConnectionStatus } from './ssm-nodes.ts';
import { describeSessions } from './ssm-session-list.ts';
import { resumeSession, startSession, terminateSession } from './ssm-sessions.ts';
import { addTags, listTags, removeTags } from './ssm-tags.ts';

export const OPERATIONS: Readonly<Record<string, SsmOperation>> = {
  DescribeInstanceInformation: describeInstanceInformation,
  GetConnectionStatus: getConnectionStatus,
  CreateDocument: createDocument,
  UpdateDocument: updateDocument,
  UpdateDocumentDefaultVersion: updateDefaultVersion,
  DeleteDocument: deleteDocument,
  GetDocument: getDocument,
  DescribeDocument: describeDocument,
  ListDocuments: listDocuments,
  ListDocumentVersions: listDocumentVersions,
  ListTagsForResource: listTags,
  AddTagsToResource: addTags,
  RemoveTagsFromResource: removeTags,
  StartSession: startSession,
  ResumeSession: resumeSession,
  TerminateSession: terminateSession,
  DescribeSessions: describeSessions,
  StartAutomationExecution: startAutomation,
  StopAutomationExecution: stopAutomation,
  SendAutomationSignal: sendSignal,
  GetAutomationExecution: getAutomation,
  DescribeAutomationExecutions: describeAutomations,
  DescribeAutomationStepExecutions: describeSteps,
  StartAccessRequest: startAccessRequest,
  GetAccessToken: getAccessToken,
  GetOpsItem: getOpsItem,
  DescribeOpsItems: describeOpsItems,
  GetCalendarState: getCalendarState,
};
