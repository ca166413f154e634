namespace Loader.Sending;

/// <summary>How events become one body: <c>Before event Between event … After</c>.</summary>
/// <param name="MaxEvents">Events in one request at most; 1 sends each by itself.</param>
/// <param name="MaxBytes">Bytes of one body at most, everything counted.</param>
/// <param name="OneLanePerRequest">Whether events of different lanes must not share a request.</param>
/// <param name="OpensWithNote">
/// Whether an event's note stands at the very beginning of the body, once: an envelope that says whose events these are. Only events with
/// equal notes share a request then; events of one envelope should be of one lane, and <paramref name="OneLanePerRequest"/> be set.
/// </param>
/// <param name="OneOfEach">Whether two events with one <see cref="Parcel.Once"/> must not share a request.</param>
/// <param name="Envelope">
/// What stands around the events where it is computed from them; <paramref name="Before"/> and <paramref name="After"/> are then only what it is
/// measured by while events are gathered. Null: they are what stands there.
/// </param>
public sealed record Framing(
    byte[] Before, byte[] Between, byte[] After, int MaxEvents, int MaxBytes, bool OneLanePerRequest = false, bool OpensWithNote = false, bool OneOfEach = false,
    IEnvelope? Envelope = null)
{
    /// <summary>One event, one request, nothing around it.</summary>
    public static readonly Framing Single = new([], [], [], 1, int.MaxValue);
}
