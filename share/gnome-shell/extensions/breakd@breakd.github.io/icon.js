// The icon in the top bar. It has the shapes of breakd's tray icon, in the one colour of the panel.

import Cairo from 'cairo';
import Clutter from 'gi://Clutter';
import GObject from 'gi://GObject';
import St from 'gi://St';

import {faceOf} from './face.js';

const TAU = 2 * Math.PI;
const TOP = -TAU / 4;
const RING = 0.17;
const TRACK_OPACITY = 0.35;
// The disc is full, and the figure is cut out of it: what wants an answer is seen from the corner of the eye.
const FULL = ['due', 'firm', 'started'];

// In units of the radius from the middle: dots [x, y, radius], and strokes through their points.
const FIGURES = {
    sitting: {dots: [[-0.17, -0.47, 0.19]], strokes: [[[-0.2, -0.05], [-0.2, 0.23], [0.23, 0.23], [0.23, 0.56]]]},
    standing: {
        dots: [[0, -0.5, 0.18]],
        strokes: [
            [[-0.26, 0.12], [0, -0.16], [0.26, 0.12]], [[0, -0.16], [0, 0.22]],
            [[-0.18, 0.58], [0, 0.22], [0.18, 0.58]],
        ],
    },
    due: {
        dots: [[0, -0.44, 0.2]],
        strokes: [
            [[-0.5, -0.42], [0, 0.02], [0.5, -0.42]], [[0, 0.02], [0, 0.24]],
            [[-0.28, 0.6], [0, 0.24], [0.28, 0.6]],
        ],
    },
    firm: {dots: [[0, 0.5, 0.17]], strokes: [[[0, -0.5], [0, 0.12]]]},
    deferred: {dots: [[-0.38, 0, 0.15], [0, 0, 0.15], [0.38, 0, 0.15]], strokes: []},
    snoozed: {dots: [], strokes: [[[-0.28, -0.34], [0.28, -0.34], [-0.28, 0.36], [0.28, 0.36]]]},
    started: {dots: [], strokes: [], area: [[-0.28, -0.46], [0.5, 0], [-0.28, 0.46]]},
    paused: {dots: [], strokes: [[[-0.22, -0.32], [-0.22, 0.32]], [[0.22, -0.32], [0.22, 0.32]]]},
    away: {
        dots: [],
        strokes: [
            [[-0.36, -0.5], [-0.3, 0.08], [0.34, 0.08]], [[0.04, 0.08], [0.04, 0.48]], [[-0.26, 0.5], [0.34, 0.5]],
        ],
    },
};
FIGURES['off-hours'] = FIGURES.paused;
FIGURES.unknown = FIGURES.away;

export const FaceIcon = GObject.registerClass({GTypeName: 'BreakdFaceIcon'}, class FaceIcon extends St.DrawingArea {
    _init() {
        super._init({
            style_class: 'system-status-icon',
            style: 'width: 1.27em; height: 1.27em;',
            y_align: Clutter.ActorAlign.CENTER,
        });
        this._face = {figure: 'unknown', part: 0};
    }

    show_status(status) {
        this.accessible_name = status.sentence;
        const face = faceOf(status);
        if (face.figure === this._face.figure && face.part === this._face.part)
            return;
        this._face = face;
        this.queue_repaint();
    }

    vfunc_repaint() {
        const pen = this.get_context();
        const box = this.get_theme_node().get_content_box(this.get_allocation_box());
        const [width, height] = [box.get_width(), box.get_height()];
        const {red, green, blue, alpha} = this.get_theme_node().get_foreground_color();
        const colour = opacity => pen.setSourceRGBA(red / 255, green / 255, blue / 255, opacity * alpha / 255);
        pen.translate(box.x1 + width / 2, box.y1 + height / 2);
        pen.scale(Math.min(width, height) / 2, Math.min(width, height) / 2);
        pen.setLineWidth(RING);
        colour(TRACK_OPACITY);
        pen.arc(0, 0, 1 - RING / 2, 0, TAU);
        pen.stroke();
        colour(1);
        pen.arc(0, 0, 1 - RING / 2, TOP, TOP + TAU * this._face.part);
        pen.stroke();
        if (FULL.includes(this._face.figure)) {
            pen.arc(0, 0, 1, 0, TAU);
            pen.fill();
            pen.setOperator(Cairo.Operator.CLEAR);
        }
        drawFigure(pen, FIGURES[this._face.figure] ?? FIGURES.unknown);
        pen.$dispose();
    }
});

function drawFigure(pen, {dots, strokes, area = []}) {
    pen.setLineCap(Cairo.LineCap.ROUND);
    pen.setLineJoin(Cairo.LineJoin.ROUND);
    for (const [x, y, radius] of dots) {
        pen.arc(x, y, radius, 0, TAU);
        pen.fill();
    }
    for (const points of strokes) {
        points.forEach(([x, y], index) => index ? pen.lineTo(x, y) : pen.moveTo(x, y));
        pen.stroke();
    }
    area.forEach(([x, y], index) => index ? pen.lineTo(x, y) : pen.moveTo(x, y));
    pen.fill();
}
