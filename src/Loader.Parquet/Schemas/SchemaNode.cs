using Loader.Parquet.Metadata;

namespace Loader.Parquet.Schemas;

/// <summary>The schema tree as the file has it, before lists and maps are recognised.</summary>
internal sealed class SchemaNode(SchemaElement element, Repetition repetition)
{
    public SchemaElement Element { get; } = element;

    public Repetition Repetition { get; } = repetition;

    public List<SchemaNode> Children { get; } = [];

    public bool IsGroup => Children.Count > 0;

    /// <summary>
    /// Makes a tree of the pre-order list. Goes by a stack of its own: a schema of twenty thousand levels is three hundred kilobytes.
    /// </summary>
    public static SchemaNode Tree(IReadOnlyList<SchemaElement> elements, int deepest)
    {
        if (elements.Count == 0) throw ParquetException.Damaged("the schema is empty");
        var root = new SchemaNode(elements[0], Repetition.Required);
        var open = new Stack<(SchemaNode Node, int Missing)>();
        open.Push((root, ChildCount(elements[0])));
        for (var i = 1; i <= elements.Count; i++)
        {
            while (open.Count > 0 && open.Peek().Missing == 0) open.Pop();
            if (i == elements.Count) break;
            if (open.Count == 0) throw ParquetException.Damaged($"the schema has {elements.Count} elements, but its tree ends after {i}");

            var (parent, missing) = open.Pop();
            open.Push((parent, missing - 1));
            var node = new SchemaNode(elements[i], RepetitionOf(elements[i]));
            parent.Children.Add(node);
            var children = ChildCount(elements[i]);
            if (children == 0)
            {
                if (elements[i].Type is null) throw ParquetException.Unsupported($"group {elements[i].Name} of the schema has no columns");
                continue;
            }

            if (open.Count >= deepest) throw ParquetException.OverLimit($"the schema is nested deeper than {deepest} elements");
            open.Push((node, children));
        }

        if (open.Count > 0) throw ParquetException.Damaged($"the schema ends within group {open.Peek().Node.Element.Name}");
        return root;
    }

    private static int ChildCount(SchemaElement element) => element.ChildCount switch
    {
        null => 0,
        >= 0 and var count => count,
        var count => throw ParquetException.Damaged($"group {element.Name} of the schema has {count} children"),
    };

    private static Repetition RepetitionOf(SchemaElement element) => element.Repetition is >= 0 and <= 2
        ? (Repetition)element.Repetition.Value
        : throw ParquetException.Damaged($"schema element {element.Name} has the repetition {(element.Repetition is { } r ? $"{r}" : "none")}");
}
