using Loader.Rehearsal;

namespace Loader.Tests.Rehearsal;

/// <summary>Tells when the first request has arrived, whatever becomes of it.</summary>
internal sealed class Doorbell(IEndpointRules rules) : IEndpointRules
{
    private readonly TaskCompletionSource rung = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Rung => rung.Task;

    public ulong LaneOf(in EndpointRequest request)
    {
        rung.TrySetResult();
        return rules.LaneOf(request);
    }

    public bool IsQuery(in EndpointRequest request) => rules.IsQuery(request);

    public void Answer(in EndpointRequest request, EndpointAnswer answer) => rules.Answer(request, answer);
}
