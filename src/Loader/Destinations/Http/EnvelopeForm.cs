using System.Buffers;
using System.Text.Json;
using Loader.Mappings.Events;
using Loader.Mappings.Expressions;
using Loader.Mappings.Rows;
using Loader.Sending;

namespace Loader.Destinations.Http;

/// <summary>What stands around the events of a body: bytes, and formulas over the events of each request.</summary>
/// <param name="Before">The parts before the events.</param>
/// <param name="After">The parts behind them.</param>
internal sealed record EnvelopeForm(IReadOnlyList<EnvelopePart> Before, IReadOnlyList<EnvelopePart> After)
{
    /// <summary>The only name that formulas know besides <c>now</c>.</summary>
    public const string Events = "events";

    public bool IsComputed => Before.Concat(After).Any(part => part.Formula is not null);

    /// <summary>
    /// The bytes of one side, numbers of events as long as they get: what a request is measured by while its events are gathered. What else formulas give
    /// is measured when it is known.
    /// </summary>
    public static byte[] Sample(IReadOnlyList<EnvelopePart> side, int events)
    {
        var output = new ArrayBufferWriter<byte>();
        var frame = Begin(Value.OfTime(0, 123_000_000));
        frame.Cells[0] = Value.Of(new Value[1]);
        foreach (var part in side) Write(part, frame, events, output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>The envelope of each request; null where it is the same for all.</summary>
    public IEnvelope? Computed(RunStart start) => IsComputed ? new Computation(this, start) : null;

    private static Frame Begin(Value now)
    {
        var frame = new Frame(1) { Now = now };
        frame.Begin();
        return frame;
    }

    private static string? Write(EnvelopePart part, Frame frame, int events, ArrayBufferWriter<byte> output)
    {
        if (part.Formula is null)
        {
            output.Write(part.Literal);
            return null;
        }

        var value = part.IsCount ? Value.Of((long)events) : part.Formula.Evaluate(frame);
        if (value.IsProblem) return value.Problem.Message;
        if (value.Kind == ValueKind.Float && !double.IsFinite(value.Float)) return $"{value} cannot stand in JSON";
        Json.Write(value, output);
        return null;
    }

    private sealed class Computation(EnvelopeForm form, RunStart start) : IEnvelope
    {
        /// <summary>Counting alone does not need the events read.</summary>
        private readonly bool reads = form.Before.Concat(form.After).Any(part => part is { Formula: not null, IsCount: false });

        public string? Write(ReadOnlySpan<ReadOnlyMemory<byte>> events, ArrayBufferWriter<byte> output, out int before)
        {
            before = 0;
            var frame = Begin(start.Now);
            if (reads) frame.Cells[0] = Read(events);
            foreach (var part in form.Before)
            {
                if (EnvelopeForm.Write(part, frame, events.Length, output) is { } wrong) return wrong;
            }

            before = output.WrittenCount;
            foreach (var part in form.After)
            {
                if (EnvelopeForm.Write(part, frame, events.Length, output) is { } wrong) return wrong;
            }

            return null;
        }

        private static Value Read(ReadOnlySpan<ReadOnlyMemory<byte>> events)
        {
            var values = new Value[events.Length];
            for (var i = 0; i < values.Length; i++)
            {
                using var json = JsonDocument.Parse(events[i]);
                values[i] = JsonValues.Of(json.RootElement);
            }

            return Value.Of(values);
        }
    }
}

/// <summary>A part of an envelope.</summary>
/// <param name="Literal">Its bytes; empty where it is computed.</param>
/// <param name="Formula">What it is computed by; null: it is the same for every request.</param>
/// <param name="IsCount">Whether the formula is the number of events.</param>
internal sealed record EnvelopePart(byte[] Literal, Node? Formula = null, bool IsCount = false);
