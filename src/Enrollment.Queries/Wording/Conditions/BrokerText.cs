namespace Enrollment.Queries.Wording.Conditions;

/// <summary>What is wrong with the broker and the worker's queues.</summary>
public static class BrokerText
{
    public static string NotAnswering(string why) => $"The broker does not answer: {why}.";

    public static string BusNotRunning(string why) => $"The bus is not running: {ValueText.Clause(why)}.";

    public static string ManagementStrange(string why) =>
        $"The management interface named by Enrollment__RabbitMqManagement does not answer as expected: {ValueText.Clause(why)}.";

    /// <summary>Queues of this process.</summary>
    public static string ConsumerLost(IEnumerable<string> queues) =>
        $"No consumer on {ValueText.List(queues)}. This process starts it again. If the problem persists, check its log and the broker's.";

    public static string NoConsumer(IEnumerable<string> queues) =>
        $"No consumer on {ValueText.List(queues)}. Check whether a worker is running.";

    public static string NotDeclared(int queues) =>
        $"{(queues == 1 ? "1 queue is" : $"{queues} queues are")} not declared. Start a worker, which declares its queues.";

    public static string Parked(long letters, string queue) =>
        $"{(letters == 1 ? "1 dead letter is" : $"{letters} dead letters are")} parked in {queue}, because "
        + "storing failed although the database answered. The workers' logs state the cause.";

    public static string DeadLetteringStalled(IEnumerable<(string Queue, long Messages)> waiting, string target) =>
        $"The broker keeps messages that expired or were delivered too often and does not forward them to {target}: "
        + $"{ValueText.List(waiting.Select(queue => $"{queue.Messages} in {queue.Queue}"))}. Nothing is lost. "
        + $"If the problem persists, check that {target} exists and is bound, "
        + "and search the broker's log for rabbit_fifo_dlx_worker.";

    public static string DeadLetteringUnknown(string why) =>
        $"The state is unknown, because the management interface does not answer: {ValueText.Clause(why)}.";
}
