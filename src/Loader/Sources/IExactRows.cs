using System.Text.Json;

namespace Loader.Sources;

/// <summary>
/// Rows of a format that holds more than the mapping language does: decimals of any width, years beyond 9999. They can be shown whole all the same.
/// </summary>
internal interface IExactRows
{
    /// <summary>Writes some columns of a row as one object.</summary>
    void Write(int index, IReadOnlyList<int> columns, Utf8JsonWriter json);
}
