using System.Buffers;
using Loader.Mappings.Rows;

namespace Loader.Destinations.Nameless;

/// <summary>How one generation of the tag wants an event written.</summary>
internal interface IBodyForm
{
    void Write(CheckedEvent checkedEvent, ReadOnlySpan<Value> slots, ArrayBufferWriter<byte> output);
}
