using Loader.Mappings.Rows;

namespace Loader.Mappings.Expressions;

/// <summary>
/// What one evaluation after the other works on: the row's cells, memory for the texts it makes, converted columns, the elements that are gone
/// through. One per thread, reused for all its rows; bound trees are shared between threads.
/// </summary>
/// <param name="cells">How many cells a row has.</param>
/// <param name="lets">How many named values the mapping has.</param>
public sealed class Frame(int cells, int lets = 0)
{
    private readonly int cells = cells;
    private readonly RowValues own = new(cells, lets);
    private Value[] stack = new Value[16];
    private int used;
    private RowValues? current;
    private Value[]? currentCells;
    private Element[] elements = new Element[4];
    private RowValues[] group = [];
    private int groupRows;

    /// <summary>The row's cells, filled by its owner after <see cref="Begin"/>.</summary>
    public Value[] Cells => currentCells ??= own.Cells;

    public Scratch Scratch { get; } = new();

    /// <summary>The start of the run, what <c>now</c> means.</summary>
    public Value Now { get; set; }

    /// <summary>The rows of the group, when it is complete; else empty.</summary>
    internal ReadOnlySpan<RowValues> Group => group.AsSpan(0, groupRows);

    /// <summary>A new row: texts and computed values of the last one are void.</summary>
    public void Begin()
    {
        Scratch.Reset();
        own.Begin();
    }

    /// <summary>The rows of a complete group; the first of them is the row from here on.</summary>
    internal void BeginGroup(RowValues[] rows, int count)
    {
        (group, groupRows) = (rows, count);
        Enter(rows[0]);
    }

    /// <summary>Back to the frame's own row.</summary>
    internal void EndGroup()
    {
        groupRows = 0;
        Enter(own);
    }

    /// <summary>Another row, until the one that is returned is entered again.</summary>
    internal RowValues Enter(RowValues row)
    {
        var before = current ?? own;
        current = row;
        currentCells = row.Cells;
        return before;
    }

    /// <summary>A column's converted value, computed at most once per row.</summary>
    internal Value Converted(int cell, Node conversion) => Once(current ?? own, cell, conversion);

    /// <summary>A named value, computed at most once per row.</summary>
    internal Value Let(int index, Node node) => Once(current ?? own, cells + index, node);

    /// <summary>A named value of the whole group, computed at most once, for its first row.</summary>
    internal Value GroupLet(int index, Node node)
    {
        if (groupRows == 0) return Let(index, node);
        var before = Enter(group[0]);
        var value = Once(group[0], cells + index, node);
        Enter(before);
        return value;
    }

    /// <summary>The element at a depth of nesting.</summary>
    internal ref readonly Element At(int depth) => ref elements[depth];

    /// <summary>Sets the element at a depth; gives back what was there, to be set again in the end.</summary>
    internal Element Set(int depth, in Element element)
    {
        if (depth >= elements.Length) Array.Resize(ref elements, Math.Max(elements.Length * 2, depth + 1));
        var before = elements[depth];
        elements[depth] = element;
        return before;
    }

    /// <summary>
    /// Room for the arguments of a call; give it back by <see cref="Leave"/>. A span stays good while calls inside take more: a grown
    /// stack is a new array, and the old one is kept by its spans.
    /// </summary>
    internal Span<Value> Enter(int count)
    {
        if (used + count > stack.Length) stack = new Value[Math.Max(stack.Length * 2, used + count)];
        var room = stack.AsSpan(used, count);
        used += count;
        return room;
    }

    internal void Leave(int count) => used -= count;

    private Value Once(RowValues row, int slot, Node node)
    {
        if (!row.Has(slot)) row.Keep(slot, node.Evaluate(this));
        return row[slot];
    }
}

/// <summary>An element of a list, or a row of the group, that is being gone through.</summary>
/// <param name="Value">The element; null for a row.</param>
/// <param name="Index">Which one, from 0.</param>
internal readonly record struct Element(Value Value, long Index);
