namespace Enrollment.Worker.Publishing;

/// <summary>Which of the messages published one after the other the broker has confirmed. It may confirm several with one word, and in any order.</summary>
/// <param name="first">The sequence number of the first.</param>
/// <param name="count">How many.</param>
internal sealed class Confirmations(ulong first, int count)
{
    private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly bool[] _confirmed = new bool[count];
    private int _fromTheFirst;
    private int _remaining = count;

    /// <summary>Done when all are confirmed; failed when one may be lost.</summary>
    public Task All => _all.Task;

    /// <summary>How many are confirmed without a gap.</summary>
    public int FromTheFirst => Volatile.Read(ref _fromTheFirst);

    /// <summary>Called by one thread at a time: the channel's.</summary>
    public void Ack(ulong number, bool multiple)
    {
        if (number < first)
            return;
        var place = (int)Math.Min(number - first, (ulong)_confirmed.Length - 1);
        for (var i = multiple ? _fromTheFirst : place; i <= place; i++)
            Confirm(i);
        while (_fromTheFirst < _confirmed.Length && _confirmed[_fromTheFirst])
            _fromTheFirst++;
        if (_remaining == 0)
            _all.TrySetResult();
    }

    /// <summary>The broker refused one; what it said of earlier messages is no concern of these.</summary>
    public void Nack(ulong number)
    {
        if (number >= first)
            Fail(new IOException($"The broker refused announcement {number - first + 1} of {_confirmed.Length}; a queue that is full refuses, for example."));
    }

    public void Fail(Exception trouble) => _all.TrySetException(trouble);

    private void Confirm(int place)
    {
        if (_confirmed[place])
            return;
        _confirmed[place] = true;
        _remaining--;
    }
}
