// Which face a status has: a figure for the state, and how far the ring is filled by the sitting clock.

export const STEPS = 8;
const FILLS = ['sitting', 'standing', 'paused', 'off-hours', 'away', 'unknown'];

// The figure's name and the part of the ring, 0 to 1. Where the clock says nothing the ring is full.
export function faceOf(status) {
    const firm = status.state === 'due' && status.reminder?.firm;
    const part = FILLS.includes(status.state) ? _step(status) / STEPS : 1;
    return {figure: firm ? 'firm' : status.state, part};
}

// Whole seconds until the ring shows one step more; null where nothing moves by itself.
export function nextStepIn(status) {
    const step = _step(status);
    if (status.state !== 'sitting' || step >= STEPS)
        return null;
    return Math.max(1, Math.ceil((step + 1) * status.limit_seconds / STEPS - status.sitting_clock_seconds));
}

function _step(status) {
    const step = Math.floor(STEPS * status.sitting_clock_seconds / status.limit_seconds);
    return Math.max(0, Math.min(STEPS, step));
}
