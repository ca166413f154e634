using Loader.Mappings.Rows;

namespace Loader.Sources.BigQuery.Storage.Avro;

/// <summary>Reads the values of one place in a row. Made once per session, so that a cell costs no look-up.</summary>
internal abstract class AvroNode
{
    /// <summary>The value at hand. Texts and bytes are slices of the input; those that have to be made lie in <paramref name="texts"/>.</summary>
    public abstract Value Read(ref AvroInput input, Scratch texts);
}
