// The words of breakd's tray menu.

export const TITLE = 'breakd';
export const OPEN = 'Open breakd';
export const DONE = 'Done';
export const DONE_UNASKED = 'I took a break';
export const START = 'Start the stretch';
export const START_UNASKED = 'Stretch with the guide';
export const SNOOZE = 'Snooze';
export const PAUSE = 'Pause';
export const RESUME = 'Resume';
export const PAUSES = [
    ['30m', '30 minutes'],
    ['1h', '1 hour'],
    ['2h', '2 hours'],
    ['tomorrow', 'Until tomorrow'],
    ['forever', 'Until I resume'],
];
export const POSTURES = [['sitting', 'Sitting'], ['standing', 'Standing']];
