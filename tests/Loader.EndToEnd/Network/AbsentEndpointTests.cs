using Loader.EndToEnd.Faults;

namespace Loader.EndToEnd.Network;

/// <summary>An endpoint that is not there yet.</summary>
public sealed class AbsentEndpointTests
{
    [Fact]
    public async Task An_endpoint_that_is_not_there_yet_is_waited_for_before_the_first_row()
    {
        await using var endpoint = await Endpoint.StartAsync();
        await using var proxy = FaultProxy.NotYet(endpoint.Url);
        using var place = new Workplace();
        place.WriteRows(20);
        place.WriteMapping(proxy.Address.ToString());

        var without = await LoaderProcess.RunAsync(place.Folder, "run", "mapping.yaml", "--quiet");
        var waiting = LoaderProcess.RunAsync(place.Folder, "run", "mapping.yaml", "--quiet", "--wait-for-endpoint", "5m");
        using (var second = new PeriodicTimer(TimeSpan.FromSeconds(1))) await second.WaitForNextTickAsync();
        proxy.Open();
        var with = await waiting;

        Assert.True(without.ExitCode == 2, without.ToString());
        Assert.True(with.ExitCode == 0, with.ToString());
        Assert.Equal(20, endpoint.AnsweredRows.Count);
    }
}
