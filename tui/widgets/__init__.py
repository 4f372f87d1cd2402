"""Textual 的部件：只有一个，画行的 Canvas。"""
