/** What is to be done when, in order of time, and of scheduling where times are equal. */
export interface Agenda {
  /** Puts a task down for a time; call the result to strike it out. */
  add(at: number, task: () => void): () => void;
  /** When the first task falls due. */
  next(): number | undefined;
  /** Takes the first task out if it is due by `time`. */
  take(time: number): Appointment | undefined;
}

export interface Appointment {
  readonly at: number;
  readonly task: () => void;
}

export function createAgenda(): Agenda {
  /** The last falls due first, so that taking it costs nothing. */
  const appointments: Appointment[] = [];

  /** Where an appointment of this time belongs: before all that fall due at the same time or earlier. */
  function place(at: number): number {
    let low = 0;
    let high = appointments.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((appointments[middle]?.at ?? 0) > at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    add(at, task) {
      const appointment = { at, task };
      appointments.splice(place(at), 0, appointment);
      return () => {
        for (let index = place(at); appointments[index]?.at === at; index += 1) {
          if (appointments[index] !== appointment) continue;
          appointments.splice(index, 1);
          return;
        }
      };
    },
    next: () => appointments.at(-1)?.at,
    take(time) {
      const first = appointments.at(-1);
      if (first === undefined || first.at > time) return undefined;
      appointments.pop();
      return first;
    },
  };
}
