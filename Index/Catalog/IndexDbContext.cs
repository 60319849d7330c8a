using Julie.Index.Catalog.Rows;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Julie.Index.Catalog;

/// <summary>
/// The catalog's few rows through EF Core. Bulk content, snapshots, work and search are set-based SQL: a tracked object per row would
/// cost more than the statement. The schema is made by the versioned SQL files, never by EF.
/// </summary>
internal sealed class IndexDbContext(NpgsqlConnection connection) : DbContext
{
    public DbSet<RepositoryRow> Repositories => Set<RepositoryRow>();

    public DbSet<RefRow> Refs => Set<RefRow>();

    public DbSet<SpaceRow> Spaces => Set<SpaceRow>();

    // The connection, not the data source: EF keeps one internal container per data source that it is given.
    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) =>
        optionsBuilder.UseNpgsql(connection, npgsql => npgsql.UseVector());

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<RepositoryRow>(row =>
        {
            row.ToTable("repository");
            row.Property(r => r.Id).HasColumnName("id").UseIdentityAlwaysColumn();
            row.Property(r => r.Host).HasColumnName("host");
            row.Property(r => r.HostId).HasColumnName("host_id");
            row.Property(r => r.Url).HasColumnName("url");
            row.Property(r => r.Name).HasColumnName("name");
            row.Property(r => r.ObjectFormat).HasColumnName("object_format");
        });
        modelBuilder.Entity<RefRow>(row =>
        {
            row.ToTable("ref");
            row.Property(r => r.Id).HasColumnName("id").UseIdentityAlwaysColumn();
            row.Property(r => r.RepositoryId).HasColumnName("repository_id");
            row.Property(r => r.Name).HasColumnName("name");
            row.Property(r => r.IsDefault).HasColumnName("is_default");
            row.Property(r => r.AppliedCommit).HasColumnName("applied_commit");
            row.Property(r => r.Rules).HasColumnName("rules");
            row.Property(r => r.RemovedAt).HasColumnName("removed_at");
            row.HasOne(r => r.Repository).WithMany(r => r.Refs).HasForeignKey(r => r.RepositoryId).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<SpaceRow>(row =>
        {
            row.ToTable("space");
            row.Property(s => s.Id).HasColumnName("id").UseIdentityAlwaysColumn();
            row.Property(s => s.Key).HasColumnName("key");
            row.Property(s => s.Model).HasColumnName("model");
            row.Property(s => s.Dimensions).HasColumnName("dimensions");
            row.Property(s => s.ChunkingId).HasColumnName("chunking_id");
            row.Property(s => s.State).HasColumnName("state");
            row.Property(s => s.RetiredAt).HasColumnName("retired_at");
            row.Property(s => s.Manifest).HasColumnName("manifest").HasColumnType("jsonb");
        });
    }
}
