"""Small drawings on a 16 × 16 grid, as strokes. Our own."""

from __future__ import annotations

ICONS: dict[str, str] = {
    "person": '<circle cx="8" cy="4.8" r="3"/><path d="M2.5 14.8c0-3.6 2.4-5.4 5.5-5.4s5.5 1.8 5.5 5.4z"/>',
    "clock": '<circle cx="8" cy="8" r="6.6"/><path d="M8 4v4.2l2.8 1.8"/>',
    "document": '<path d="M3.5 1.2h5.8l3.4 3.4v10.2H3.5zM9 1.2v3.6h3.6M6 8h4.4M6 11h4.4"/>',
    "mail": '<rect x="1.2" y="3.2" width="13.6" height="9.8" rx="1.4"/><path d="M1.6 4.2L8 9l6.4-4.8"/>',
    "fork": '<path d="M8 1v4M3 15v-4.500c0-3.300 1.600-5.500 5-5.500s5 2.200 5 5.500V15M8 5v10"/>',
    "alert": '<path d="M8 1.600L15 14.200H1zM8 6v4M8 12v.3"/>',
    "back": '<path d="M5 2.500L1.800 5.700L5 8.900M2 5.700h7.200a4 4 0 0 1 0 8H6.400"/>',
    "check": '<path d="M3 8.500l3.400 3.400L13 4.800" stroke-width="2.200"/>',
    "call": '<path d="M4.200 1.400h2.100l1.100 3.400-1.800 1.400c.9 2 2.300 3.400 4.200 4.200l1.500-1.800 3.300 1.100v2.200c0 1.400-1 2.600-2.400 2.600'
    'C6.300 14.300 1.600 9.500 1.600 4c0-1.400 1.200-2.600 2.600-2.600z"/>',
}
