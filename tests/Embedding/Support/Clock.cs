using Microsoft.Extensions.Time.Testing;

namespace Julie.Embedding.Tests.Support;

internal static class Clock
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);

    /// <summary>Lets the clock run, much faster than the wall's, until the task ends.</summary>
    public static async Task<T> RunAsync<T>(this FakeTimeProvider time, Task<T> task)
    {
        while (!task.IsCompleted)
        {
            time.Advance(Step);
            // Real sockets between: the task is given the chance to get on before the clock does.
            await Task.WhenAny(task, Task.Delay(5, TestContext.Current.CancellationToken));
        }

        return await task;
    }
}
