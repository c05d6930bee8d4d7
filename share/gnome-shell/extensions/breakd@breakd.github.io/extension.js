// breakd in GNOME's quick settings and top bar, for a shell that shows no tray.

import {Extension} from 'resource:///org/gnome/shell/extensions/extension.js';
import * as Main from 'resource:///org/gnome/shell/ui/main.js';
import {SystemIndicator} from 'resource:///org/gnome/shell/ui/quickSettings.js';
import GObject from 'gi://GObject';

import {Daemon} from './daemon.js';
import {FaceIcon} from './icon.js';
import {TITLE} from './texts.js';
import {Tile} from './tile.js';

const Indicator = GObject.registerClass({GTypeName: 'BreakdIndicator'}, class Indicator extends SystemIndicator {
    _init(face, tile) {
        super._init();
        this.add_child(face);
        this.quickSettingsItems.push(tile);
    }
});

export default class BreakdExtension extends Extension {
    enable() {
        this._daemon = new Daemon(status => this._show(status), text => Main.notify(TITLE, text));
        this._face = new FaceIcon();
        this._tile = new Tile(this.dir, this._daemon);
        this._indicator = new Indicator(this._face, this._tile);
        const settings = Main.panel.statusArea.quickSettings;
        settings.addExternalIndicator(this._indicator);
        // the minutes are those of the moment when somebody looks
        this._menu = settings.menu;
        this._opened = this._menu.connect('open-state-changed', (_menu, open) => {
            if (open)
                this._daemon.refresh();
        });
        this._daemon.start();
    }

    disable() {
        this._menu.disconnect(this._opened);
        this._daemon.stop();
        this._tile.destroy();
        this._indicator.destroy();
        this._daemon = this._face = this._tile = this._indicator = this._menu = null;
    }

    // Null: breakd does not run, or a tray shows its icon.
    _show(status) {
        this._indicator.visible = this._tile.visible = status !== null;
        if (status === null) {
            this._tile.menu.close(false);
            return;
        }
        this._face.show_status(status);
        this._tile.show_status(status);
    }
}
