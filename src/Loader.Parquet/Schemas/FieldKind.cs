namespace Loader.Parquet.Schemas;

/// <summary>The shape of a field's values.</summary>
public enum FieldKind
{
    /// <summary>A single value, see <see cref="Field.Type"/>.</summary>
    Value,

    /// <summary>One value of each child.</summary>
    Struct,

    /// <summary>Any number of values of the only child.</summary>
    List,

    /// <summary>Any number of pairs: the first child is the key, the second, if there is one, the value. In file order, keys may repeat.</summary>
    Map,
}
