using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Functions.Lookups;

/// <summary>Values from tables: those under <c>tables</c> in the mapping, and files. Loaded once, before the first row.</summary>
internal static class LookupFunction
{
    private static readonly Parameter Key = new("key", Kinds.Scalars);
    private static readonly Parameter Missing = Parameter.Choice("missing", "null", "error") with { Default = "\"null\"" };
    private static readonly Parameter Column = new("column", Kinds.Text) { Optional = true, Constant = true };

    private static readonly FunctionEntry InFile = new()
    {
        Name = "lookup",
        Group = "tables",
        Help = "What a CSV file says in a column, in the row whose key column has the key.",
        Parameters =
        [
            new("file", Kinds.Text) { Constant = true }, new("key_column", Kinds.Text) { Constant = true }, Key, Column with { Optional = false }, Missing,
        ],
        Examples = [],
        Bind = arguments => File(arguments, arguments.Text(0)!),
    };

    public static readonly FunctionEntry Entry = new()
    {
        Name = "lookup",
        Group = "tables",
        Help = "What stands under a key in a table of the mapping (tables: { countries: { IT: Italy } }), in one of its columns where it has several. "
            + "A name with a dot or a slash is a CSV file: then the column of the keys stands before the key. Loaded once, before the first row. "
            + "Null for a key that is not there, or a problem with \"error\".",
        Parameters = [new("table", Kinds.Text) { Constant = true }, Key, Column, Missing],
        Examples =
        [
            new("lookup(\"countries\", \"IT\")", "\"Italy\""),
            new("lookup(\"countries\", \"XX\")", "null"),
            new("lookup(\"countries\", \"XX\", missing: \"error\")", "ROW008"),
            new("lookup(\"campaigns.csv\", \"id\", \"cmp-1\", \"name\")", "\"Spring sale\""),
        ],
        OtherForm = InFile,
        HasOtherForm = first => first is { Kind: ValueKind.Text } name && Tables.IsFile(name.Text),
        Bind = Named,
    };

    private static Implementation? Named(Arguments arguments)
    {
        var name = arguments.Text(0)!;
        if (arguments.Tables.Find(name) is { } table) return Found(table, arguments, column: 2, missing: 3);
        var names = arguments.Tables.Names.ToList();
        var hint = DidYouMean.Hint(name, names)
            ?? (names.Count > 0
                ? "the tables are " + string.Join(", ", names)
                : $"tables: {{ {name}: {{ IT: Italy }} }}, or a file: lookup(\"{name}.csv\", \"id\", x, \"name\")");
        arguments.Report(0, $"the mapping has no table '{name}'", hint);
        return null;
    }

    private static Implementation? File(Arguments arguments, string path)
    {
        if (arguments.Tables.Files is not { } files)
        {
            arguments.Report(0, "tables in files are not to be had here");
            return null;
        }

        if (files.Open(path, arguments.Text(1)!, arguments.Text(3)!, out var trouble) is { } table) return Found(table, arguments, column: 3, missing: 4);
        arguments.Report(0, trouble.Message, trouble.Hint);
        return null;
    }

    private static Implementation? Found(Table table, Arguments arguments, int column, int missing)
    {
        var name = arguments.Text(column);
        if (name is not null && !table.Columns.Contains(name, StringComparer.Ordinal))
        {
            var hint = DidYouMean.Hint(name, table.Columns)
                ?? (table.Columns.Count > 0 ? "its columns are " + string.Join(", ", table.Columns) : "it has one value for each key: leave the column out");
            arguments.Report(column, $"the table '{table.Name}' has no column '{name}'", hint);
            return null;
        }

        var required = arguments.Text(missing) == "error";
        return Implementation.Of(null, (in key, scratch) => Find(table, key, name, required, scratch));
    }

    private static Value Find(Table table, in Value key, string? column, bool required, Scratch scratch)
    {
        var text = TextForm.Of(key, scratch);
        if (text.IsProblem) return text;
        if (table.TryFind(text.Utf8, out var value)) return column is null ? value : value.Kind == ValueKind.Object ? value.Object[column] : Value.Null;
        return required ? Value.Of(new Problem(RowCodes.NoSuchKey, $"the table '{table.Name}' has no key {Trouble.Quoted(text)}")) : Value.Null;
    }
}
