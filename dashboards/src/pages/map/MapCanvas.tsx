import { Controls, ReactFlow } from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { ServiceMap } from "../../api/schemas";
import { Problem } from "../../components/States";
import { CallEdge, type CallEdgeType } from "./CallEdge";
import { edgeKey, layOut, NODE, servicesOf, shapeOf } from "./layout";
import classes from "./MapCanvas.module.css";
import { ServiceNode, type ServiceNodeType } from "./ServiceNode";
import type { MapParams } from "./url";

const NODE_TYPES = { service: ServiceNode };
const EDGE_TYPES = { call: CallEdge };
const FIT = { padding: 0.12, maxZoom: 1.15 };

interface MapCanvasProps {
  readonly map: ServiceMap;
  readonly chosen: MapParams;
  readonly onChoose: (choice: { service?: string; caller?: string; callee?: string }) => void;
}

/** The drawing. Where things stand is worked out aside, in a worker, and only when services or calls come or go. */
export function MapCanvas({ map, chosen, onChoose }: MapCanvasProps) {
  const shape = shapeOf(map);
  const { data: layout, error } = useQuery({
    queryKey: ["map layout", shape],
    queryFn: () => layOut(map),
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: (previous) => previous,
  });

  const nodes = useMemo<ServiceNodeType[]>(() => {
    const known = new Map(map.nodes.map((node) => [node.service, node]));
    return servicesOf(map).flatMap((service) => {
      const position = layout?.nodes.get(service);
      if (position === undefined) return [];
      const node = known.get(service) ?? { service, requests: 0, errors: 0 };
      return [
        {
          id: service,
          type: "service" as const,
          position,
          ...NODE,
          data: { ...node, isPale: isPale(service, map, chosen) },
          selected: chosen.service === service,
          ariaLabel: `Service ${service}`,
        },
      ];
    });
  }, [map, layout, chosen]);

  const edges = useMemo<CallEdgeType[]>(
    () =>
      map.edges.flatMap((call) => {
        const id = edgeKey(call.caller, call.callee);
        const placed = layout?.edges.get(id);
        if (placed === undefined) return [];
        const isChosen = chosen.caller === call.caller && chosen.callee === call.callee;
        const touches = chosen.service === call.caller || chosen.service === call.callee;
        return [
          {
            id,
            type: "call" as const,
            source: call.caller,
            target: call.callee,
            data: { call, placed, isPale: isAnythingChosen(chosen) && !isChosen && !touches },
            selected: isChosen,
            ariaLabel: `Calls from ${call.caller} to ${call.callee}`,
          },
        ];
      }),
    [map, layout, chosen],
  );

  if (error !== null) return <Problem error={error} />;
  if (layout === undefined) return <p className={classes.waiting}>Drawing the map…</p>;
  return (
    <ReactFlow
      key={[...layout.nodes.keys()].join("\n")}
      nodes={nodes}
      edges={edges}
      nodeTypes={NODE_TYPES}
      edgeTypes={EDGE_TYPES}
      className={classes.flow ?? ""}
      colorMode="system"
      fitView
      fitViewOptions={FIT}
      minZoom={0.15}
      maxZoom={2}
      nodesDraggable={false}
      nodesConnectable={false}
      deleteKeyCode={null}
      multiSelectionKeyCode={null}
      selectionKeyCode={null}
      proOptions={{ hideAttribution: true }}
      onNodesChange={(changes) => {
        for (const change of changes) {
          if (change.type === "select" && change.selected) onChoose({ service: change.id });
        }
      }}
      onEdgesChange={(changes) => {
        for (const change of changes) {
          const call =
            change.type === "select" && change.selected
              ? edges.find(({ id }) => id === change.id)
              : undefined;
          if (call !== undefined) onChoose({ caller: call.source, callee: call.target });
        }
      }}
      onPaneClick={() => {
        onChoose({});
      }}
    >
      <Controls showInteractive={false} position="bottom-right" />
    </ReactFlow>
  );
}

function isAnythingChosen(chosen: MapParams): boolean {
  return chosen.service !== undefined || chosen.caller !== undefined;
}

/** What has nothing to do with the choice steps back. */
function isPale(service: string, map: ServiceMap, chosen: MapParams): boolean {
  if (!isAnythingChosen(chosen)) return false;
  if (chosen.service === undefined) return service !== chosen.caller && service !== chosen.callee;
  if (service === chosen.service) return false;
  return !map.edges.some(
    ({ caller, callee }) =>
      (caller === service && callee === chosen.service) || (callee === service && caller === chosen.service),
  );
}
