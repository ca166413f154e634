using System.Buffers;
using Loader.Destinations;
using Loader.Mappings;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Options;
using Loader.Running.Preparing;
using Loader.Settings;

namespace Loader.Testing;

/// <summary>
/// A mapping compiled for tests that share an environment and a start of the run, with the destination's contract, and a trace of what the tests
/// reach. One thread.
/// </summary>
internal sealed class Bench
{
    private readonly Mapper mapper;
    private readonly IReadOnlyList<IPacker> packers;
    private readonly StoppedClock clock;
    private readonly ArrayBufferWriter<byte> bytes = new();

    private Bench(Mapper mapper, IReadOnlyList<IPacker> packers, StoppedClock clock, ReachTrace reached) =>
        (this.mapper, this.packers, this.clock, Reached) = (mapper, packers, clock, reached);

    public ReachTrace Reached { get; }

    /// <summary>Compiles the mapping for a test and those of the same bench; null after findings.</summary>
    public static Bench? Of(TestSuite suite, TestCase test, FindingList findings)
    {
        var clock = new StoppedClock(test.Now);
        var context = new OptionContext(findings, name => test.Rule.Setting.Environment.GetValueOrDefault(name), new())
        {
            VariablesMayBeMissing = true,
            Load = suite.Rules.Name,
            Clock = clock,
        };
        var reached = new ReachTrace();
        var mapper = Mapper.Compile(
            GivenTables.Instead(suite.Rules, test.Rule.Setting.Tables),
            suite.Schema,
            findings,
            new GivenFiles(test.Rule.Setting.Tables, new LookupFiles(suite.Catalogs.Sources, context)),
            new SecretVariables(context, suite.Rules.File),
            out var shapes,
            reached);
        var flags = new RunFlags { Mapping = suite.Rules.File };
        var destination = Preparation.ConfigureDestination(suite.Rules, flags, suite.Catalogs.Destinations, context)
            ?? Preparation.StandIn(suite.Rules, flags, suite.Catalogs.Destinations, context);
        var packers = destination is null ? null : Preparation.Bind(destination, shapes, findings);
        if (findings.HasErrors || mapper is null || packers is null) return null;
        mapper.Now = Value.OfTime(test.Now.ToUnixTimeSeconds(), (int)(test.Now.UtcTicks % TimeSpan.TicksPerSecond) * 100);
        destination!.BeginAt(mapper.Now);
        return new(mapper, packers, clock, reached);
    }

    /// <summary>Puts the rows of a test through the mapping and the destination's contract.</summary>
    public TestOutcome Run(TestCase test)
    {
        clock.WasAsked = false;
        var (events, skips, problems) = (new List<MadeEvent>(), new List<string>(), new List<RowProblem>());
        using var chunk = new TestChunk(test.Rows);
        var grouper = mapper.IsGrouped ? new Grouper(mapper, new Keys()) : null;
        for (var index = 0; index < chunk.Count; index++)
        {
            if (grouper is null)
            {
                Take(mapper.Map(chunk, index), null);
                continue;
            }

            var step = grouper.Take(chunk, index);
            if (step.Closed) Take(grouper.Outcome, grouper);
            if (step.Row.Result != MapResult.Event) Take(step.Row, grouper);
        }

        if (grouper is not null && grouper.End()) Take(grouper.Outcome, grouper);
        return new(events, skips, problems, clock.WasAsked);

        void Take(Mapped mapped, Grouper? from)
        {
            switch (mapped.Result)
            {
                case MapResult.Skipped:
                    skips.Add(mapper.SkipReasons[mapped.SkipReason]);
                    break;
                case MapResult.Rejected:
                    problems.AddRange(mapped.Problems!);
                    break;
                default:
                    for (var i = 0; i < (from?.EventCount ?? mapper.EventCount); i++) Leave(from is null ? mapper.EventAt(i) : from.EventAt(i));
                    break;
            }
        }

        void Leave(MappedEvent made)
        {
            if (test.Rule.Setting.Contract)
            {
                bytes.ResetWrittenCount();
                switch (packers[made.Entry].Pack(made.Slots, made.Key, bytes, out _))
                {
                    case Packing.Skipped skipped:
                        skips.Add(skipped.Reason);
                        return;
                    case Packing.Broken broken:
                        problems.Add(new(broken.Field, broken.Problem));
                        return;
                }
            }

            var shape = mapper.Entries[made.Entry].Shape;
            events.Add(new(made.Name, shape.Root, EventFields.Of(shape, made.Slots)));
        }
    }

    /// <summary>The keys of one test's groups.</summary>
    private sealed class Keys : IClosedKeys
    {
        private readonly HashSet<string> seen = new(StringComparer.Ordinal);

        public bool Add(ReadOnlySpan<byte> key) => seen.Add(Convert.ToHexString(key));
    }
}
