using System.Buffers;
using System.Text;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Events;

/// <summary>A value's JSON as a string, for people and tests; the per-row path writes bytes with <see cref="Json"/>.</summary>
public static class JsonText
{
    public static string Of(in Value value)
    {
        var output = new ArrayBufferWriter<byte>();
        Json.Write(value, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
