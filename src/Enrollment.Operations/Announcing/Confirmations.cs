namespace Enrollment.Operations.Announcing;

/// <summary>
/// The broker's answers to messages published one after the other: accepted or refused. It may answer for several at once, and in any
/// order.
/// </summary>
/// <param name="first">The sequence number of the first.</param>
/// <param name="count">How many.</param>
internal sealed class Confirmations(ulong first, int count)
{
    private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly bool?[] _accepted = new bool?[count];
    private int _answered;
    private int _remaining = count;

    /// <summary>Completes when the broker has answered for each message. Fails when it cannot answer any more.</summary>
    public Task All => _all.Task;

    /// <summary>The answers so far.</summary>
    /// <param name="trouble">Why no more answers come; null if none is missing.</param>
    public PublishOutcome Outcome(Exception? trouble = null)
    {
        var answered = Volatile.Read(ref _answered);
        return new PublishOutcome(answered, [.. Enumerable.Range(0, answered).Where(place => _accepted[place] is false)], trouble);
    }

    /// <summary>Called by the channel, by one thread at a time.</summary>
    public void Ack(ulong number, bool multiple) => Answer(number, multiple, accepted: true);

    /// <summary>A queue refused it. The other queues have it.</summary>
    public void Nack(ulong number, bool multiple) => Answer(number, multiple, accepted: false);

    public void Fail(Exception trouble) => _all.TrySetException(trouble);

    private void Answer(ulong number, bool multiple, bool accepted)
    {
        if (number < first || _accepted.Length == 0)
            return;
        var place = (int)Math.Min(number - first, (ulong)_accepted.Length - 1);
        for (var i = multiple ? _answered : place; i <= place; i++)
            Answer(i, accepted);
        while (_answered < _accepted.Length && _accepted[_answered] is not null)
            Volatile.Write(ref _answered, _answered + 1);
        if (_remaining == 0)
            _all.TrySetResult();
    }

    // The first answer for a message counts.
    private void Answer(int place, bool accepted)
    {
        if (_accepted[place] is not null)
            return;
        _accepted[place] = accepted;
        _remaining--;
    }
}
