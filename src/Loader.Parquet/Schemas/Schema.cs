using System.Text;

namespace Loader.Parquet.Schemas;

/// <summary>The fields of a file, or of the part of it that is read.</summary>
public sealed class Schema
{
    internal Schema(IReadOnlyList<Field> fields, IReadOnlyList<Leaf> leaves)
    {
        Fields = fields;
        Leaves = leaves;
    }

    /// <summary>The top-level fields in file order.</summary>
    public IReadOnlyList<Field> Fields { get; }

    /// <summary>All leaf columns of the file, also where <see cref="Fields"/> are only some.</summary>
    internal IReadOnlyList<Leaf> Leaves { get; }

    /// <summary>The first top-level field of exactly this name, or null.</summary>
    public Field? Find(string name) => Fields.FirstOrDefault(field => field.Name == name);

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var field in Fields)
        {
            field.Write(text);
            text.Append('\n');
        }

        return text.ToString();
    }
}
