namespace Loader.Parquet.Schemas;

/// <summary>Cuts a schema down to chosen fields.</summary>
internal static class SchemaSelection
{
    /// <summary>The leaf columns that the fields of a schema consist of.</summary>
    public static IEnumerable<Leaf> ChosenLeaves(this Schema schema) => schema.Fields.SelectMany(field => LeavesOf(schema, field));

    /// <summary>The schema with the chosen fields, what is below them, and the structs that lead to them.</summary>
    public static Schema Choose(this Schema schema, IReadOnlyCollection<Field> chosen)
    {
        var wanted = new HashSet<Field>(chosen, ReferenceEqualityComparer.Instance);
        var fields = schema.Fields.Select(field => Choose(field, wanted)).OfType<Field>().ToArray();
        if (wanted.Count > 0)
        {
            throw new ArgumentException(
                $"Field {wanted.First().Name} is not one of this file's schema, or lies within another chosen field, a list or a map.", nameof(chosen));
        }

        return new Schema(fields, schema.Leaves);
    }

    // Below a list or a map there is no choosing: a part of the element has no name of its own.
    private static Field? Choose(Field field, HashSet<Field> wanted)
    {
        if (wanted.Remove(field)) return field;
        if (field.Kind != FieldKind.Struct) return null;
        var members = field.Children.Select(child => Choose(child, wanted)).OfType<Field>().ToArray();
        return members.Length == 0 ? null : field.With(members);
    }

    private static IEnumerable<Leaf> LeavesOf(Schema schema, Field field) => field.Kind == FieldKind.Value
        ? [schema.Leaves[field.FirstLeaf]]
        : field.Children.SelectMany(child => LeavesOf(schema, child));
}
