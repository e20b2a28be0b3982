"""Small drawings on a 16 × 16 grid, as strokes."""

from __future__ import annotations

from collections.abc import Mapping

from diagrams.picture import Icon

ICONS: Mapping[Icon, str] = {
    "person": '<circle cx="8" cy="4.8" r="3"/><path d="M2.5 14.6c0-3.4 2.4-5.2 5.5-5.2s5.5 1.8 5.5 5.2z"/>',
    "badge": '<rect x="1.2" y="2.6" width="13.6" height="10.8" rx="1.6"/><circle cx="5.6" cy="6.6" r="1.6"/>'
    '<path d="M3 11.2c0-1.6 1.1-2.4 2.6-2.4s2.6.8 2.6 2.4M10.2 6.4h2.4M10.2 9.4h2.4"/>',
    "people": '<circle cx="5.6" cy="5" r="2.6"/><path d="M1.2 13.8c0-3 1.9-4.6 4.4-4.6s4.4 1.6 4.4 4.6z'
    'M10.2 2.6a2.6 2.6 0 0 1 0 4.8M11.6 9.4c2 .5 3.2 2 3.2 4.4"/>',
    "portrait": '<circle cx="8" cy="8" r="6.8"/><circle cx="8" cy="6.2" r="2.2"/>'
    '<path d="M3.8 13.2c.6-2.2 2.1-3.2 4.2-3.2s3.6 1 4.2 3.2"/>',
    "cap": '<path d="M3 5h10M4.8 5c0-2.2 1.4-3.6 3.2-3.6s3.2 1.4 3.2 3.6M5.2 5c0 2 1.2 3.4 2.8 3.4s2.8-1.4 2.8-3.4'
    'M2.5 14.6c0-2.9 2.4-4.2 5.5-4.2s5.5 1.3 5.5 4.2z"/>',
    "headset": '<path d="M2.2 9.6V8a5.8 5.8 0 0 1 11.6 0v1.6M2 8.8h2.6v4H2.8a.8.8 0 0 1-.8-.8zM14 8.8h-2.6v4h1.8a.8.8 0 0 0 .8-.8z'
    'M13 12.8c0 1.2-1.4 2-3.4 2"/>',
    "bag": '<rect x="1.4" y="5" width="13.2" height="9" rx="1.4"/><path d="M5.4 5V3.4A1.2 1.2 0 0 1 6.6 2.2h2.8a1.2 1.2 0 0 1 1.2 1.2V5'
    'M1.4 9h13.2M8 8v2"/>',
    "pen": '<path d="M10.8 2.2l3 3L5.4 13.6l-3.8.8.8-3.8zM8.9 4.1l3 3"/>',
    "key": '<circle cx="5" cy="8" r="3.2"/><path d="M8.2 8h6.4v2.6M11.6 8v2.2"/>',
    "office": '<path d="M1.6 7.6L8 2l6.4 5.6M3.4 6.4v8h9.2v-8M6.4 14.4V9.8h3.2v4.6"/>',
    "tool": '<path d="M13.9 3.7l-2.5 2.5-1.6-.4-.4-1.6 2.5-2.5a4.1 4.1 0 0 0-5.3 5.2L1.9 11.6a1.6 1.6 0 0 0 2.3 2.3l4.7-4.7'
    'a4.1 4.1 0 0 0 5-5.5z"/>',
    "phone": '<path d="M3.8 1.8l2.3-.6 1.5 3.5-1.7 1.5a9.2 9.2 0 0 0 4 4l1.5-1.7 3.5 1.5-.6 2.3'
    'a2 2 0 0 1-2 1.5C6.3 13.8 2.2 9.7 2.3 3.8a2 2 0 0 1 1.5-2z"/>',
    "mail": '<rect x="1.2" y="3.2" width="13.6" height="9.8" rx="1.4"/><path d="M1.6 4.2L8 9l6.4-4.8"/>',
    "send": '<path d="M14.6 1.6L1.4 6.8l5 2.4 2.6 5.2zM6.4 9.2l8.2-7.6"/>',
    "clock": '<circle cx="8" cy="8" r="6.6"/><path d="M8 4v4.2l2.8 1.8"/>',
    "document": '<path d="M3.5 1.2h5.8l3.4 3.4v10.2H3.5zM9 1.2v3.6h3.6M6 8h4.4M6 11h4.4"/>',
    "alert": '<path d="M8 1.6L15 14.2H1zM8 6v4M8 12v.3"/>',
    "back": '<path d="M5 2.5L1.8 5.7L5 8.9M2 5.7h7.2a4 4 0 0 1 0 8H6.4"/>',
    "forward": '<path d="M2 8h11.4M9.4 4l4 4-4 4"/>',
    "check": '<path d="M2.4 2.4h11.2v11.2H2.4zM5 8.2l2.2 2.2L11 6"/>',
    "fork": '<path d="M1.8 4h12.4M1.8 12h12.4M5 4v8M11 4v8"/>',
}
