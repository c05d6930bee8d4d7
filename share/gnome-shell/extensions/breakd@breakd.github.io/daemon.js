// The D-Bus contract io.github.breakd.Daemon1: what breakd says, whenever it changes, and requests to it.

import Gio from 'gi://Gio';
import GLib from 'gi://GLib';

import {nextStepIn} from './face.js';

const NAME = 'io.github.breakd';
const PATH = '/io/github/breakd';
const INTERFACE = 'io.github.breakd.Daemon1';
const BUS = 'org.freedesktop.DBus';
const TRAY = 'org.kde.StatusNotifierWatcher';
const TRAY_PATH = '/StatusNotifierWatcher';
const PROPERTIES = 'org.freedesktop.DBus.Properties';
// nothing here starts breakd: whether it runs is the person's decision
const FLAGS = Gio.DBusCallFlags.NO_AUTO_START;
const CALL_MS = 10_000;

export class Daemon {
    // changed(status or null); refused(sentence)
    constructor(changed, refused) {
        this._changed = changed;
        this._refused = refused;
        this._owner = null;
        this._tray = null;
        this._trayShows = null;  // not known yet
        this._timeout = 0;
        this._asking = this._askAgain = false;
    }

    start() {
        this._bus = Gio.DBus.session;
        this._cancellable = new Gio.Cancellable();
        this._watches = [
            this._watch(NAME, owner => this._setOwner(owner)),
            this._watch(TRAY, owner => this._setTray(owner)),
        ];
        this._subscriptions = [
            this._subscribe(NAME, PROPERTIES, 'PropertiesChanged', PATH, INTERFACE, () => this.refresh()),
            ...['StatusNotifierItemRegistered', 'StatusNotifierItemUnregistered'].map(signal =>
                this._subscribe(TRAY, TRAY, signal, TRAY_PATH, null, () => this._lookAtTray())),
        ];
        this._changed(null);
    }

    stop() {
        this._cancellable.cancel();
        this._watches.forEach(id => Gio.bus_unwatch_name(id));
        this._subscriptions.forEach(id => this._bus.signal_unsubscribe(id));
        this._stopTimeout();
        this._changed = this._refused = () => {};
    }

    // One of the contract's methods; what it refuses is told in its own words.
    async request(method, signature = '', ...values) {
        try {
            const body = signature ? new GLib.Variant(`(${signature})`, values) : null;
            await this._call(NAME, PATH, INTERFACE, method, body);
        } catch (error) {
            if (error.matches?.(Gio.IOErrorEnum, Gio.IOErrorEnum.CANCELLED))
                return;
            Gio.DBusError.strip_remote_error(error);
            this._refused(error.message);
        }
    }

    // Ask for the status; while an answer is on its way, once more after it.
    async refresh() {
        if (!this._isShown())
            return;
        if (this._asking) {
            this._askAgain = true;
            return;
        }
        this._asking = true;
        try {
            const [text] = await this._call(NAME, PATH, INTERFACE, 'GetStatus', null);
            this._tell(JSON.parse(text));
        } catch (error) {
            if (!error.matches?.(Gio.IOErrorEnum, Gio.IOErrorEnum.CANCELLED))
                console.debug(`breakd: ${error.message}`);
        }
        this._asking = false;
        if (this._askAgain) {
            this._askAgain = false;
            this.refresh();
        }
    }

    _tell(status) {
        if (!this._isShown() || this._cancellable.is_cancelled())
            return;  // it has come too late
        this._changed(status);
        this._stopTimeout();
        const seconds = nextStepIn(status);
        if (seconds === null)
            return;
        this._timeout = GLib.timeout_add_seconds(GLib.PRIORITY_DEFAULT, seconds, () => {
            this._timeout = 0;
            this.refresh();
            return GLib.SOURCE_REMOVE;
        });
    }

    _stopTimeout() {
        if (this._timeout)
            GLib.source_remove(this._timeout);
        this._timeout = 0;
    }

    _setOwner(owner) {
        this._owner = owner;
        this._lookAtTray();
    }

    _setTray(owner) {
        this._tray = owner;
        this._lookAtTray();
    }

    // Whether a tray has breakd's item. It comes by a connection of its own, but from the same process.
    async _lookAtTray() {
        const look = this._look = {};
        let shows = false;
        if (this._owner !== null && this._tray !== null) {
            this._trayShows = null;
            try {
                const body = new GLib.Variant('(ss)', [TRAY, 'RegisteredStatusNotifierItems']);
                const [items] = await this._call(TRAY, TRAY_PATH, PROPERTIES, 'Get', body);
                // ":1.5/StatusNotifierItem", ":1.5@/StatusNotifierItem" or ":1.5", by the tray's version
                const names = items.map(item => item.split(/[@/]/)[0]);
                const [ours, ...theirs] = await Promise.all([this._owner, ...names].map(name => this._pid(name)));
                shows = theirs.includes(ours);
            } catch {
                // a tray that does not answer shows nothing
            }
        }
        if (look !== this._look || this._cancellable.is_cancelled())
            return;  // a later look has begun
        this._trayShows = shows;
        this._update();
    }

    async _pid(name) {
        const body = new GLib.Variant('(s)', [name]);
        try {
            const [pid] = await this._call(BUS, '/org/freedesktop/DBus', BUS, 'GetConnectionUnixProcessID', body);
            return pid;
        } catch {
            return null;  // it has gone
        }
    }

    _update() {
        if (this._isShown()) {
            this.refresh();
        } else {
            this._stopTimeout();
            this._changed(null);
        }
    }

    // breakd runs, and no tray has its item: there are never two icons.
    _isShown() {
        return this._owner !== null && this._trayShows === false;
    }

    _watch(name, changed) {
        return Gio.bus_watch_name(Gio.BusType.SESSION, name, Gio.BusNameWatcherFlags.NONE,
            (_bus, _name, owner) => changed(owner), () => changed(null));
    }

    _subscribe(sender, iface, signal, path, argument, heard) {
        return this._bus.signal_subscribe(
            sender, iface, signal, path, argument, Gio.DBusSignalFlags.NONE, heard);
    }

    _call(name, path, iface, method, body) {
        return new Promise((resolve, reject) => {
            this._bus.call(name, path, iface, method, body, null, FLAGS, CALL_MS, this._cancellable,
                (bus, result) => {
                    try {
                        resolve(bus.call_finish(result).recursiveUnpack());
                    } catch (error) {
                        reject(error);
                    }
                });
        });
    }
}
