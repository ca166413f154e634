using Loader.Sending.Adaptive;
using Loader.Sending.Pacing;

namespace Loader.Tests.Sending.Adaptive;

/// <summary>
/// Senders, a link and a server as a chain of events on a time of its own: the same every time it is run. Senders behave as ours do: a 429 or
/// 503 makes all of them pause (full jitter, from half a second), and what was not answered is sent again.
/// </summary>
internal sealed class Simulation
{
    private const double Timeout = 5;
    private readonly Scenario scenario;
    private readonly AdaptiveLimit? controller;
    private readonly int fixedLimit;
    private readonly Random random = new(20_260_301);
    private readonly Backoff backoff;
    private readonly PriorityQueue<Action, (double Time, long Number)> events = new();
    private readonly Queue<Action> line = new();
    private readonly Queue<int> again = new();
    private long number;
    private double now;
    private double opensAt;
    private double allowance;
    private double allowanceAt;
    private int active;
    private int inside;
    private int working;
    private int links;
    private Link link = new();

    private Simulation(Scenario scenario, AdaptiveLimit? controller, int fixedLimit)
    {
        (this.scenario, this.controller, this.fixedLimit) = (scenario, controller, fixedLimit);
        backoff = new(Backoff.DefaultFirst, Backoff.DefaultCap, random.NextDouble);
    }

    public long Accepted { get; private set; }

    public long Refused { get; private set; }

    public double Rate => Accepted / scenario.Duration;

    public double RefusedShare => Accepted + Refused == 0 ? 0 : (double)Refused / (Accepted + Refused);

    public int Limit => controller?.Allowed ?? fixedLimit;

    private Link Link
    {
        get
        {
            while (links < scenario.Links.Count && scenario.Links.Keys[links] <= now) link = scenario.Links.Values[links++];
            return link;
        }
    }

    public static Simulation Adaptive(Scenario scenario, AdaptiveLimit controller) => new Simulation(scenario, controller, 0).Run();

    public static Simulation Fixed(Scenario scenario, int limit) => new Simulation(scenario, null, limit).Run();

    private Simulation Run()
    {
        At(0, Launch);
        while (events.TryDequeue(out var next, out var when) && when.Time <= scenario.Duration)
        {
            now = when.Time;
            next();
        }

        return this;
    }

    private void At(double time, Action what) => events.Enqueue(what, (time, number++));

    private void Launch()
    {
        if (now < opensAt) return;
        while (active < Limit)
        {
            active++;
            Send(again.TryDequeue(out var tries) ? tries : 0);
        }
    }

    private void Send(int tries)
    {
        var (path, began) = (Link, now);
        var there = now + (Vary(path.Latency) / 2);
        if (random.NextDouble() < path.Loss) At(now + Timeout, () => Lost(began, tries));
        else At(there, () => Arrive(began, tries));
    }

    private void Arrive(double began, int tries)
    {
        var path = Link;
        if (!Allowed(path) || inside >= path.Room)
        {
            At(now + (Vary(path.Latency) / 2), () => Refuse(began, tries));
            return;
        }

        inside++;
        if (working < path.Servers) Work(began);
        else line.Enqueue(() => Work(began));
    }

    private void Work(double began)
    {
        working++;
        At(now + Vary(Link.Service), () =>
        {
            working--;
            inside--;
            while (working < Link.Servers && line.TryDequeue(out var next)) next();
            At(now + (Vary(Link.Latency) / 2), () => Answer(began));
        });
    }

    private void Answer(double began)
    {
        Accepted++;
        Over(began, Sign.Fine);
    }

    private void Refuse(double began, int tries)
    {
        Refused++;
        again.Enqueue(tries + 1);
        var pause = now + backoff.After(tries + 1).TotalSeconds;
        if (pause > opensAt) At(opensAt = pause, Launch);
        Over(began, Sign.Pushback);
    }

    private void Lost(double began, int tries)
    {
        again.Enqueue(tries + 1);
        Over(began, Sign.Lost);
    }

    private void Over(double began, Sign sign)
    {
        controller?.Observe(new(TimeSpan.FromSeconds(now), TimeSpan.FromSeconds(now - began), sign, active));
        active--;
        Launch();
    }

    private bool Allowed(Link path)
    {
        if (double.IsInfinity(path.Limit)) return true;
        allowance = Math.Min(Math.Max(1, path.Limit / 10), allowance + ((now - allowanceAt) * path.Limit));
        allowanceAt = now;
        if (allowance < 1) return false;
        allowance--;
        return true;
    }

    private double Vary(double time) => time * (1 + (Link.Jitter * ((2 * random.NextDouble()) - 1)));
}
