// The tile of the quick settings: pressed while breakd reminds; a click pauses for an hour, or resumes.

import * as Main from 'resource:///org/gnome/shell/ui/main.js';
import * as PopupMenu from 'resource:///org/gnome/shell/ui/popupMenu.js';
import {QuickMenuToggle} from 'resource:///org/gnome/shell/ui/quickSettings.js';
import Gio from 'gi://Gio';
import GObject from 'gi://GObject';
import Pango from 'gi://Pango';
import Shell from 'gi://Shell';

import * as texts from './texts.js';

// the empty ring of a choice, where the shell has one
const NOT_CHOSEN = PopupMenu.Ornament.NO_DOT ?? PopupMenu.Ornament.NONE;
const ENTRY = 'io.github.breakd.desktop';

export const Tile = GObject.registerClass({GTypeName: 'BreakdTile'}, class Tile extends QuickMenuToggle {
    _init(folder, daemon) {
        super._init({title: texts.TITLE});
        this._daemon = daemon;
        this._status = null;
        this.gicon = new Gio.FileIcon({file: folder.get_child('breakd-symbolic.svg')});
        this.connect('clicked', () => this._isPaused() ? daemon.request('Resume') : daemon.request('Pause', 's', '1h'));
        this.menu.setHeader(this.gicon, texts.TITLE);
        this._addRows();
    }

    show_status(status) {
        this._status = status;
        this.subtitle = status.sentence;
        this.checked = !this._isPaused();
        this._sentence.label.text = status.sentence;
        const {reminder} = status;
        this._done.label.text = reminder ? texts.DONE : texts.DONE_UNASKED;
        this._start.label.text = reminder ? texts.START : texts.START_UNASKED;
        this._start.setSensitive(mayStart(status));
        this._snooze.setSensitive(maySnooze(status));
        this._resume.setSensitive(this._isPaused());
        for (const [posture, row] of this._postures) {
            row.visible = status.may_stand || status.posture === 'standing';
            row.setOrnament(status.posture === posture ? PopupMenu.Ornament.DOT : NOT_CHOSEN);
        }
    }

    _addRows() {
        const request = (...words) => this._daemon.request(...words);
        const id = () => this._status.reminder?.id ?? 0;
        this._sentence = new PopupMenu.PopupMenuItem('', {reactive: false, can_focus: false});
        this._sentence.label.clutter_text.set({line_wrap: true, ellipsize: Pango.EllipsizeMode.NONE});
        this.menu.addMenuItem(this._sentence);
        this.menu.addAction(texts.OPEN, () => this._leave(() => request('OpenBoard', 's', '')));
        this._done = this.menu.addAction(texts.DONE, () => request('Done', 'us', id(), ''));
        this._start = this.menu.addAction(texts.START, () => this._leave(startGuide));
        this._snooze = this.menu.addAction(texts.SNOOZE, () => request('Snooze', 'uu', id(), 0));
        const pause = new PopupMenu.PopupSubMenuMenuItem(texts.PAUSE);
        this._resume = pause.menu.addAction(texts.RESUME, () => request('Resume'));
        for (const [until, text] of texts.PAUSES)
            pause.menu.addAction(text, () => request('Pause', 's', until));
        this.menu.addMenuItem(pause);
        this.menu.addMenuItem(new PopupMenu.PopupSeparatorMenuItem());
        this._postures = texts.POSTURES.map(([posture, text]) =>
            [posture, this.menu.addAction(text, () => request('SetPosture', 's', posture))]);
    }

    _isPaused() {
        return this._status !== null && this._status.paused_until !== null;
    }

    // What opens a window is in front of it then.
    _leave(open) {
        Main.panel.closeQuickSettings();
        open();
    }
});

function mayStart({reminder, presence, card}) {
    const guided = !reminder ||
        (reminder.kind === 'stretch' && reminder.stretch !== '' && reminder.stage !== 'started');
    return guided && presence !== 'locked' && card !== 'emergency' && entry() !== null;
}

function maySnooze({reminder, in_heads_up: headsUp}) {
    return reminder ? reminder.stage === 'snoozed' || reminder.snoozes_left > 0 : headsUp;
}

// The guide is a program of breakd's: the application's entry says how it is started.
function startGuide() {
    entry().launch_action('start', global.create_app_launch_context(0, -1));
}

function entry() {
    return Shell.AppSystem.get_default().lookup_app(ENTRY)?.get_app_info() ?? null;
}
