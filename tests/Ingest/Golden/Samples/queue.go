// Package queue keeps work in order.
package queue

import (
	"context"
	"errors"
	"sync"
)

// ErrClosed is returned when nothing more comes.
var ErrClosed = errors.New("queue: closed")

const (
	defaultSize = 16
	maxSize     = 1 << 20
)

// Item is a piece of work.
type Item struct {
	ID   int64
	Body []byte
}

// Queue is a bounded queue.
type Queue struct {
	mu     sync.Mutex
	items  []Item
	closed bool
	wake   chan struct{}
}

// Handler does the work.
type Handler interface {
	Handle(ctx context.Context, item Item) error
}

// New makes a queue.
func New() *Queue {
	return &Queue{items: make([]Item, 0, defaultSize), wake: make(chan struct{}, 1)}
}

// Push adds an item; it fails when the queue is closed or full.
func (q *Queue) Push(item Item) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed {
		return ErrClosed
	}
	if len(q.items) >= maxSize {
		return errors.New("queue: full")
	}
	q.items = append(q.items, item)
	select {
	case q.wake <- struct{}{}:
	default:
	}
	return nil
}

// Run hands every item to the handler until the context ends.
func (q *Queue) Run(ctx context.Context, handler Handler) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-q.wake:
		}

		for {
			item, ok := q.pop()
			if !ok {
				break
			}
			if err := handler.Handle(ctx, item); err != nil {
				return err
			}
		}
	}
}

func (q *Queue) pop() (Item, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.items) == 0 {
		return Item{}, false
	}
	item := q.items[0]
	q.items = q.items[1:]
	return item, true
}

func (q *Queue) Close() { q.closed = true }
