import { Handle, type Node, type NodeProps, Position } from "@xyflow/react";
import type { MapNode } from "../../api/schemas";
import { Visible } from "../../components/Visible";
import { compact, share } from "../../lib/format";
import { serviceColour } from "../../lib/serviceColour";
import classes from "./MapCanvas.module.css";
import { healthOf } from "./weights";

export type ServiceNodeType = Node<MapNode & { isPale: boolean }, "service">;

export function ServiceNode({ data, selected }: NodeProps<ServiceNodeType>) {
  const health = healthOf(data.errors, data.requests);
  const names = [classes.node, selected ? classes.chosen : "", data.isPale ? classes.pale : ""];
  return (
    <div
      className={names.join(" ")}
      style={{ borderLeftColor: serviceColour(data.service) }}
      title={data.service}
    >
      <Handle type="target" position={Position.Left} className={classes.handle} isConnectable={false} />
      <span className={classes.name}>
        <Visible text={data.service} />
      </span>
      <span className={classes.figures}>
        {compact(data.requests)} requests
        {health === "fine" ? null : (
          <span className={health === "bad" ? classes.errors : classes.someErrors}>
            {" "}
            · {share(data.errors, data.requests)} errors
          </span>
        )}
      </span>
      <Handle type="source" position={Position.Right} className={classes.handle} isConnectable={false} />
    </div>
  );
}
