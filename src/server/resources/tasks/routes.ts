import { z } from "zod";
import { pairName } from "../../../label/queue/task-state.ts";
import type { Dependencies } from "../../dependencies.ts";
import { HttpError } from "../../http/errors.ts";
import { type Person, type Route, route } from "../../http/route.ts";
import { cardsOf, shortened } from "./cards.ts";
import { Room } from "./room.ts";
import { lostLabel, progressOf, remainingFor, standingOf } from "./standing.ts";
import {
  cardsAnswer,
  cardsQuery,
  newTask,
  pairsAnswer,
  pairsQuery,
  progressAnswer,
  queueAnswer,
  queueQuery,
  taskParams,
  tasksAnswer,
} from "./wire.ts";

/** Documents that are read after an answer, for the next request. */
const readAhead = 12;

/** Labeling tasks, their queues of documents and pairs, and how far they are. */
export function tasksRoutes(dependencies: Dependencies): Route[] {
  const room = new Room(dependencies);
  return [...listing(room, dependencies), ...queues(room), progress(room, dependencies)];
}

function listing(room: Room, { people }: Dependencies): Route[] {
  return [
    route({
      method: "get",
      path: "/api/tasks",
      summary: "Labeling tasks: of the pipeline's label stages, and those that people made",
      access: "member",
      answer: tasksAnswer,
      handle: async ({ person }) => {
        const corpus = await room.corpus();
        const state = room.state();
        const tasks = await room.tasks();
        return {
          tasks: tasks.map((task) => standingOf(task, state.task(task.task), corpus, nameOf(person))),
        };
      },
    }),
    route({
      method: "post",
      path: "/api/tasks",
      summary: "Make a task, or change its labels and guidelines; labels that somebody used stay",
      access: "owner",
      body: newTask,
      answer: tasksAnswer.shape.tasks.element,
      handle: async ({ body, person }) => {
        const corpus = await room.corpus();
        const state = room.state().task(body.task);
        const lost = lostLabel(state, body.labels);
        if (lost !== undefined)
          throw new HttpError(
            409,
            "label_in_use",
            `labels: "${lost}" has answers already; keep it in the list.`,
          );
        people.saveTask(body);
        return standingOf(await room.task(body.task), state, corpus, nameOf(person));
      },
    }),
  ];
}

function queues(room: Room): Route[] {
  return [
    route({
      method: "get",
      path: "/api/tasks/:task/queue",
      summary: "The next documents to answer; never one that this person answered or skipped",
      access: "member",
      params: taskParams,
      query: queueQuery,
      answer: queueAnswer,
      handle: async ({ params, query, person }) => {
        const desk = await room.desk(params.task);
        const ground = room.ground(desk, params.task, "documents");
        const holder = { voter: nameOf(person), tab: query.tab };
        const holding = new Set(query.exclude);
        const wanted = { holder, count: query.count + readAhead, holding };
        const { documents: ahead, elsewhere } = desk.walk(query.order).draw(ground, wanted);
        const documents = ahead.slice(0, query.count);
        const held = new Set([...holding, ...documents.map((document) => ground.ids.at(document))]);
        ground.leases.keepOnly(holder, held);
        for (const id of held) ground.leases.take(id, holder);
        const cards = await cardsOf(desk, ground.task, holder.voter, documents);
        const remaining = remainingFor(ground.task, ground.people, desk.corpus, holder.voter);
        void desk.corpus.read(ahead.slice(query.count)).catch(() => {}); // whoever needs them hears of it
        return { cards, remaining, elsewhere };
      },
    }),
    route({
      method: "get",
      path: "/api/tasks/:task/cards",
      summary: "Cards of certain documents, with what this person said of them; unknown ids are left out",
      access: "member",
      params: taskParams,
      query: cardsQuery,
      answer: cardsAnswer,
      handle: async ({ params, query, person }) => {
        const desk = await room.desk(params.task);
        const { ids, task } = room.ground(desk, params.task, "documents");
        const documents = query.ids.map((id) => ids.find(id)).filter((document) => document >= 0);
        const cards = await cardsOf(desk, task, nameOf(person), documents);
        return { cards: cards.map((card) => shortened(card, query.characters)) };
      },
    }),
    route({
      method: "get",
      path: "/api/tasks/:task/pairs",
      summary: "Pairs of documents to compare, their sides shuffled; never one that this person judged",
      access: "member",
      params: taskParams,
      query: pairsQuery,
      answer: pairsAnswer,
      handle: async ({ params, query, person }) => {
        const desk = await room.desk(params.task);
        const walk = await room.pairs(desk, params.task);
        const ground = room.ground(desk, params.task, "pairs");
        const holder = { voter: nameOf(person), tab: query.tab };
        const holding = new Set(query.exclude.map(([left, right]) => pairName({ left, right })));
        const pairs = walk.draw(ground, { holder, count: query.count, holding });
        const held = new Set([...holding, ...pairs.map(pairName)]);
        ground.leases.keepOnly(holder, held);
        for (const name of held) ground.leases.take(name, holder);
        const documents = pairs.flatMap(({ left, right }) => [ground.ids.find(left), ground.ids.find(right)]);
        const read = await desk.corpus.read(documents);
        return { pairs: pairs.map((_, i) => ({ left: read[2 * i], right: read[2 * i + 1] })) };
      },
    }),
  ];
}

function progress(room: Room, { now }: Dependencies): Route {
  return route({
    method: "get",
    path: "/api/tasks/:task/progress",
    summary: "How far this person and everybody is",
    access: "member",
    params: taskParams,
    query: z.strictObject({}),
    answer: progressAnswer,
    handle: async ({ params, person }) => {
      const task = await room.task(params.task);
      return progressOf(task, room.state(), await room.corpus(), nameOf(person), now());
    },
  });
}

function nameOf(person: Person | undefined): string {
  if (person === undefined) throw new HttpError(401, "signed_out", "Sign in first.");
  return person.name;
}
