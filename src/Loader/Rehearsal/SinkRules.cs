using System.Buffers;

namespace Loader.Rehearsal;

/// <summary>Accepts everything and reads nothing: what a benchmark of the sender needs. Names no events.</summary>
public sealed class SinkRules : IEndpointRules
{
    private static ReadOnlySpan<byte> Ok => """{"status_code":200,"response":"ok"}"""u8;

    public ulong LaneOf(in EndpointRequest request) => 0;

    public bool IsQuery(in EndpointRequest request) => false;

    public void Answer(in EndpointRequest request, EndpointAnswer answer) => answer.Body.Write(Ok);
}
