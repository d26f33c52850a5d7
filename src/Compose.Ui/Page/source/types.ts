export type State = {
  project: string; directory: string; read_only: boolean; problem?: string; services: Service[];
};

export type Service = {
  name: string; image: string; state: string; declared: boolean; running: number; wanted: number;
  ports: { text: string; url?: string }[]; depends_on: Dependency[]; containers: Container[];
};

export type Dependency = { service: string; condition: string; met: boolean; waits: boolean };

export type Container = {
  id: string; name: string; state: string; exit_code: number; started_at?: string; finished_at?: string; restarts: number;
  probe?: string; probe_exit?: number; why: string[];
};

export type Graph = { width: number; height: number; nodes: GraphNode[]; edges: GraphEdge[] };

export type GraphNode = {
  name: string; image: string; replicas: number; ports: string[]; networks: string[]; volumes: string[];
  x: number; y: number; width: number; height: number;
};

export type GraphEdge = {
  from: string; to: string; condition: string; required: boolean; path: string; label_x: number; label_y: number;
};

export type Change = { path: string; old?: string; new?: string; removed?: boolean; file?: string; line?: number };

export type Step = {
  id: number; operation: string; subject: string; service?: string; detail?: string; risk: string; undo?: unknown;
  reasons: { code: string; detail?: string; changes?: Change[] }[];
};

export type Plan = {
  summary: Record<string, number>; risk: string; steps: Step[]; unchanged: string[];
  questions: { text: string; risk: string; changes?: Change[] }[];
};

export type Finding = { subject: string; path: string; declared?: string; found?: string; file?: string; line?: number };

export type Usage = { container: string; service: string; cpu: number; memory: number; limit: number };

export type Run = { command: string; steps: { id: string; status: string; text: string }[]; exit_code?: number; problem?: string };

export type Bar = { id: number; phase: string; start: number; end: number; outcome: string; after: number[] };

export type TimelineRow = { kind: string; name: string; service?: string; bars: Bar[] };

export type Timeline = {
  project: string; command: string; started_at: string; milliseconds: number; succeeded: boolean; rows: TimelineRow[]; critical: number[];
};

export type Message = {
  kind: string; state?: State; graph?: Graph; usage?: Usage[]; run?: Run; timeline?: Timeline;
  plan?: { document?: Plan; problem?: string }; drift?: { document?: { findings: Finding[] }; problem?: string };
};
