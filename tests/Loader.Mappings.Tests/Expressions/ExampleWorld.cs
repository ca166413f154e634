using Loader.Mappings.Rows;

namespace Loader.Mappings.Tests.Expressions;

/// <summary>The table, the file and the secret that the examples of the functions speak of.</summary>
internal sealed class ExampleWorld : ITableFiles, ISecretValues
{
    public static readonly ExampleWorld Instance = new();

    public Tables Tables => new([new("countries", [new("IT", Value.Of("Italy")), new("FR", Value.Of("France"))])], this);

    public Table? Open(string path, string keyColumn, string column, out (string Message, string? Hint) trouble)
    {
        trouble = ($"there is no file '{path}'", null);
        if ((path, keyColumn) != ("campaigns.csv", "id")) return null;
        var row = new ValueObject([new("id", Value.Of("cmp-1")), new("name", Value.Of("Spring sale"))]);
        return new(path, [new("cmp-1", Value.Of(row))]) { Columns = ["id", "name"] };
    }

    public string? Find(string name) => name == "EXAMPLE_KEY" ? "example key" : null;
}
